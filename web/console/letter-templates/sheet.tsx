import { type LetterBlock, type LetterLanguage, letterDirection } from '@attend/contracts/letter-templates';
import { t } from '@lingui/core/macro';
import classes from './page.module.css';

type Props = {
  readonly language: LetterLanguage;
  readonly to?: readonly string[];
  readonly title: string;
  readonly body: readonly LetterBlock[];
  readonly label?: string;
};

/** A letter as it will be read: its words, in their own language and direction. The paper itself is drawn by the server. */
export function Sheet({ language, to = [], title, body, label = t`Preview` }: Props) {
  return (
    <section className={classes.sheet} aria-label={label} lang={language} dir={letterDirection(language)}>
      {to.length > 0 && (
        <p className={classes.lines}>
          <bdi>{to.join('\n')}</bdi>
        </p>
      )}
      <p className={classes.sheetTitle}>{title}</p>
      {body.map(({ kind, text }, at) => (
        <p
          // Paragraphs have no name but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing of a paragraph is kept between two drawings
          key={at}
          className={kind === 'heading' ? classes.sheetHeading : classes.lines}
        >
          {text}
        </p>
      ))}
    </section>
  );
}
