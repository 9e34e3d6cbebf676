import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isApiFailure } from '../../ui/api/failure.ts';
import { Waiting } from '../../ui/State.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import classes from './page.module.css';
import { imageQuery } from './queries.ts';

type Props = { readonly path: string; readonly caption: string };

/** A face, for somebody's own eyes. It is shown by the browser alone: no program here reads it. */
export function PhotoImage({ path, caption }: Props) {
  const image = useQuery(imageQuery(path));
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (image.data === undefined) return;
    const made = URL.createObjectURL(image.data);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [image.data]);
  return (
    <figure className={classes.figure}>
      {image.error ? (
        <p role="alert" className={classes.none}>
          {isApiFailure(image.error) ? failureWords(image.error).detail : t`The image could not be read.`}
        </p>
      ) : address === null ? (
        <Waiting />
      ) : (
        <img src={address} alt={caption} />
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
