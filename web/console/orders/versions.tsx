import type { AgreementView, VersionView } from '@attend/contracts/orders';
import { writtenFields } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { languageWords } from '../../ui/language.tsx';
import { textDirection } from '../../ui/preferences.ts';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import { clauseWords, locationLevelWords } from '../../ui/words/devices.ts';
import classes from './page.module.css';
import { DrawnSignature } from './signature-pad.tsx';
import { effectWords, signedWords, writtenWords } from './words.ts';

/** One version of an order, whole. */
export function Version({ of }: { readonly of: VersionView }) {
  const written = writtenFields.flatMap((name) => {
    const text = of.written[name];
    if (text === null) return [];
    return [
      [writtenWords(name), <bdi key={name}>{name === 'language' ? languageWords(text) : text}</bdi>] as const,
    ];
  });
  return (
    <article className={classes.part}>
      <h3>
        <Trans>Version {of.version}</Trans>
        {of.effectiveAt === null && <Tag tone="medium">{t`Not yet in effect`}</Tag>}
      </h3>
      <Said
        of={[
          [
            t`Holds`,
            <Dates key="dates" from={of.force?.from ?? of.from} to={of.force ? of.force.to : of.to} />,
          ],
          ...(of.legalBasis ? [[t`Legal basis`, <bdi key="basis">{of.legalBasis}</bdi>] as const] : []),
          ...(of.effectiveAt
            ? [
                [
                  t`In effect`,
                  <span key="effect">
                    <Moment at={of.effectiveAt} /> {effectWords(of.effectiveBy ?? '')}
                    {of.serviceReference && (
                      <>
                        {' '}
                        (<bdi>{of.serviceReference}</bdi>)
                      </>
                    )}
                  </span>,
                ] as const,
              ]
            : []),
          ...(of.reviewAt ? [[t`Next review`, <Moment key="review" at={of.reviewAt} />] as const] : []),
          ...written,
          [
            t`Permits`,
            <ul key="clauses" className={classes.lines}>
              {of.clauses.map(({ number, kind, to }) => (
                <li key={number}>
                  {number}. {clauseWords(kind)}
                  {to !== null && to !== of.to && (
                    <span className={classes.dim}>
                      {' '}
                      <Trans>
                        until <Moment at={to} />
                      </Trans>
                    </span>
                  )}
                </li>
              ))}
            </ul>,
          ],
          ...(of.createdBy ? [[t`Drawn by`, of.createdBy.name] as const] : []),
          ...(of.approvedBy ? [[t`Approved by`, of.approvedBy.name] as const] : []),
          [
            t`Agreement`,
            of.agreements.length === 0
              ? t`Not signed`
              : of.agreements.map((one) => <Agreement key={one.signedAt} of={one} />),
          ],
        ]}
      />
    </article>
  );
}

/** Names and values; the names are whole sentences, so that on a phone they stand above. */
function Said({ of }: { readonly of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={classes.said}>
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Agreement({ of }: { readonly of: AgreementView }) {
  return (
    <div>
      <Trans>
        signed <Moment at={of.signedAt} />, in {languageWords(of.language)}
      </Trans>{' '}
      {of.withdrawnAt && (
        <Tag tone="high">
          <Trans>
            withdrawn <Moment at={of.withdrawnAt} />
          </Trans>
        </Tag>
      )}
      <ul className={classes.lines}>
        <li>{locationLevelWords(of.location)}</li>
        <li>
          {signedWords(of.signedAs)}
          {of.name && (
            <>
              : <bdi>{of.name}</bdi>
            </>
          )}
          {of.paper && (
            <>
              {' '}
              (<bdi>{of.paper}</bdi>)
            </>
          )}
        </li>
        {of.carried && <li>{t`carried on from the version before, as this one asks no more`}</li>}
        {of.explained && (
          <li>
            <Trans>
              Explained: <bdi>{of.explained}</bdi>
            </Trans>
          </li>
        )}
        {of.interpreter && (
          <li>
            <Trans>
              Interpreter: <bdi>{of.interpreter}</bdi>
            </Trans>
          </li>
        )}
        {of.strokes.length > 0 && (
          <li>
            <DrawnSignature of={of.strokes} name={of.name ?? ''} />
          </li>
        )}
      </ul>
      {of.text && (
        <details>
          <summary>{t`The text as it was read`}</summary>
          <div className={classes.text} lang={of.language} dir={textDirection(of.language)}>
            {of.text}
          </div>
        </details>
      )}
    </div>
  );
}

export function Dates({ from, to }: { readonly from: string; readonly to: string | null }) {
  return to === null ? (
    <Trans>
      from <Moment at={from} />, no end set
    </Trans>
  ) : (
    <Trans>
      <Moment at={from} /> to <Moment at={to} />
    </Trans>
  );
}
