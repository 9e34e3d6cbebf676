import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

/** Of a list that comes page by page (TanStack Query's infinite query). */
type Pages = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
};
type MoreProps = { readonly of: Pages; readonly className: string | undefined; readonly children: ReactNode };

/** The way to the next page, below the list; nothing where there is none. `children`: what it says. */
export function More({ of, className, children }: MoreProps) {
  if (!of.hasNextPage) return null;
  return (
    <div className={className}>
      <Button variant="default" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
        {children}
      </Button>
    </div>
  );
}
