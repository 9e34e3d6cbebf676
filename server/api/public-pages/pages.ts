import {
  editionDifferences,
  type StatisticLanguage,
  statisticLanguages,
  statisticWords,
} from '@attend/casework';
import type { loadPublished, PublishedEdition } from '../../database/repositories/published-editions.ts';
import { type Html, html, join, nothing } from './html.ts';
import { differencesSection, perDaySection, ratesSection, tableSection } from './tables.ts';
import { pageWords } from './words.ts';

type Loaded = Awaited<ReturnType<typeof loadPublished>>;

const monthOf = (month: string, language: StatisticLanguage): string =>
  new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${month}-15T12:00:00Z`),
  );
const dayOf = (at: number, language: StatisticLanguage): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);

function whole(language: StatisticLanguage, path: string, title: string, back: boolean, main: Html): string {
  const words = pageWords[language];
  const others = statisticLanguages.filter((one) => one !== language);
  const links = others.map(
    (one) =>
      html`<a href="/statistics/${one}${path}" hreflang="${one}" lang="${one}">${pageWords[one].name}</a>`,
  );
  return html`<!doctype html>
<html lang="${language}" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="/statistics/style.css"></head>
<body><header><nav>${back ? html`<a href="/statistics/${language}">${words.allMonths}</a>` : nothing}${join(links)}</nav><h1>${title}</h1></header><main>${main}</main></body></html>
`.html;
}

/** Every month of every programme, the latest first. */
export function indexPage(editions: readonly PublishedEdition[], language: StatisticLanguage): string {
  const words = pageWords[language];
  const programmes = Map.groupBy(editions, ({ programme }) => programme);
  const sections = [...programmes].map(
    ([
      programme,
      list,
    ]) => html`<section><h2><bdi>${programme}</bdi></h2>${list[0]?.simulated ? html`<p class="note">${words.simulated}</p>` : nothing}
<ul class="months">${join(
      list.map(
        ({ id, month, number, publishedAt }) =>
          html`<li><a href="/statistics/${language}/${id}">${monthOf(month, language)} · ${words.edition(number)}</a> <span class="dim">${words.published(dayOf(publishedAt, language))}</span></li>`,
      ),
    )}</ul></section>`,
  );
  const main = html`<p>${words.lead}</p>${editions.length === 0 ? html`<p>${words.none}</p>` : join(sections)}`;
  return whole(language, '', words.title, false, main);
}

/** STA-10: one edition, whole, with the method beside each figure. `editions`: those of its month up to it. */
export function editionPage(editions: Loaded, language: StatisticLanguage): string | null {
  const edition = editions.at(-1);
  if (edition === undefined) return null;
  const words = pageWords[language];
  const methods = statisticWords[language];
  const before = editions.at(-2);
  const address = `/statistics/${language}/${edition.id}`;
  const perDay = perDaySection(edition.tables, language);
  const title = `${edition.programme}: ${monthOf(edition.month, language)}`;
  const main = html`<p>${words.edition(edition.number)}, ${words.published(dayOf(edition.publishedAt, language))}.</p>
${edition.simulated ? html`<p class="note">${words.simulated}</p>` : nothing}${edition.latest ? nothing : html`<p class="note">${words.later}</p>`}
<nav aria-label="${words.contents}"><ul class="tables">${join(edition.tables.map(({ name }) => html`<li><a href="#${name}">${methods.tables[name].title}</a></li>`))}<li><a href="#alert-rates">${methods.rates.title}</a></li>${perDay === nothing ? nothing : html`<li><a href="#cost-per-day">${methods.perDay.title}</a></li>`}</ul></nav>
${join(edition.tables.map((table) => tableSection(table, language, address)))}${ratesSection(edition.tables, language)}${perDay}
${before === undefined ? nothing : differencesSection(editionDifferences(before.tables, edition.tables), edition.tables, language)}
<section aria-labelledby="methods-title"><h2 id="methods-title">${words.methods}</h2><ul>${join(methods.general.map((one) => html`<li>${one}</li>`))}</ul></section>`;
  return whole(language, `/${edition.id}`, title, true, main);
}

export function missingPage(language: StatisticLanguage): string {
  const words = pageWords[language];
  return whole(language, '', words.title, true, html`<p>${words.missing}</p>`);
}
