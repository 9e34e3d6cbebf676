import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { serverNow } from '../../ui/clock.ts';
import { Failed, Waiting } from '../../ui/State.tsx';

type Lazy<Props> = ((props: Props) => ReactNode) & {
  /** Fetches the part before somebody opens it. Never rejects: whoever opens it tries again. */
  readonly preload: () => Promise<void>;
};

const tryAgainAfter = 5_000;
const parts = new Set<() => Promise<void>>();

/** Fetches everything that would else come when it is opened: with the server away it could not be had any more. */
export const fetchAhead = async (): Promise<void> => {
  await Promise.all([...parts].map((preload) => preload()));
};

/** A server that answers, and not with the file, is of another version than the page that asks. */
async function whyNot(): Promise<ApiFailure> {
  const answers = await fetch('/', { method: 'HEAD' }).then(
    (answer) => answer.ok,
    () => false,
  );
  return answers
    ? { kind: 'unreadable', status: 404, detail: 'the code of the page' }
    : { kind: 'unreachable', at: serverNow() };
}

/**
 * A part whose code comes when it is first shown. Where it does not come, what stands around it stays, and it is tried
 * again: React's own way takes the whole page down, and the router's loads it anew, which leaves nothing while the server
 * is away. `without` is shown in its place until then, with what went wrong.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  without: (failure: ApiFailure | null) => ReactNode,
): Lazy<Props> {
  let known: ComponentType<Props> | null = null;
  const fetchOnce = async (): Promise<ApiFailure | null> => {
    try {
      known ??= await load();
      return null;
    } catch {
      return whyNot();
    }
  };
  const preload = async (): Promise<void> => void (await fetchOnce());
  parts.add(preload);
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, when the program starts.
  function Part(props: Props) {
    const [Known, setKnown] = useState<ComponentType<Props> | null>(() => known);
    const [failure, setFailure] = useState<ApiFailure | null>(null);
    useEffect(() => {
      if (Known) return;
      let left = false;
      const attempt = async () => {
        const missing = await fetchOnce();
        if (left) return;
        if (missing === null) setKnown(() => known);
        else setFailure(missing);
      };
      const timer = setTimeout(() => void attempt(), failure === null ? 0 : tryAgainAfter);
      return () => {
        left = true;
        clearTimeout(timer);
      };
    }, [Known, failure]);
    return Known ? <Known {...props} /> : without(failure);
  }
  return Object.assign(Part, { preload });
}

export const lazyPage = (load: () => Promise<ComponentType>): Lazy<object> =>
  lazyPart<object>(load, (failure) =>
    failure === null ? <Waiting /> : <Failed error={failure} retry={() => location.reload()} page />,
  );

/** Where a page breaks the frame stays, and what happened is said in words. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  return <Failed error={error} retry={() => location.reload()} page />;
}
