import {
  alertRates,
  costPerDay,
  type EditionDifference,
  keyWords,
  type StatisticLanguage,
  statisticWords,
  type Table,
  tableForms,
} from '@attend/casework';
import { numbersWriter, numberWriter } from '@attend/casework/statistics/write';
import { type Html, html, join, nothing } from './html.ts';
import { pageWords } from './words.ts';

const numbersOf = (language: StatisticLanguage): Intl.NumberFormat =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 2 });

/** One table whole: a sentence of what it says, its numbers with a bar for each sum, how they are counted, and the same as a file. */
export function tableSection(table: Table, language: StatisticLanguage, address: string): Html {
  const words = statisticWords[language];
  const page = pageWords[language];
  const { title, rows: rowsAre, method } = words.tables[table.name];
  const write = numberWriter(table, language);
  const isOffice = tableForms[table.name].rows === 'office';
  const single = table.columns.length === 1;
  const most = Math.max(1, ...table.rows.map(({ total }) => total ?? 0));
  const value = (one: number | null): Html =>
    one === null ? html`<span class="hidden">${words.hidden}</span>` : html`${write(one)}`;
  const bar = (total: number | null): Html =>
    total === null || total === 0
      ? nothing
      : html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="${(total / most) * 100}" height="1"/></svg>`;
  const cells = (values: readonly (number | null)[]): Html =>
    single ? nothing : join(values.map((one) => html`<td>${value(one)}</td>`));
  const heads = single
    ? html`<th scope="col">${keyWords(words, table.columns[0] ?? '', false)}</th>`
    : join([
        ...table.columns.map((key) => html`<th scope="col">${keyWords(words, key, false)}</th>`),
        html`<th scope="col">${words.all}</th>`,
      ]);
  return html`<section id="${table.name}" aria-labelledby="${table.name}-title"><h2 id="${table.name}-title">${title}</h2>
<p>${summaryOf(table, language)}</p>${table.keptFrom === null ? nothing : html`<p class="note">${page.kept(table.keptFrom)}</p>`}
${
  table.rows.length === 0
    ? nothing
    : html`<div class="scroll" role="group" aria-labelledby="${table.name}-title" tabindex="0"><table aria-labelledby="${table.name}-title"><thead><tr><th scope="col">${rowsAre}</th>${heads}</tr></thead>
<tbody>${join(table.rows.map(({ key, cells: values, total }) => html`<tr><th scope="row"><bdi>${keyWords(words, key, isOffice)}</bdi></th>${cells(values)}<td>${value(total)}${bar(total)}</td></tr>`))}</tbody>
<tfoot><tr><th scope="row">${words.all}</th>${cells(table.totals)}<td>${value(table.total)}</td></tr></tfoot></table></div>`
}
<p class="dim"><strong>${page.method}:</strong> ${method}</p><p class="csv"><a href="${address}/${table.name}.csv">${page.csv(title)}</a></p></section>`;
}

/** What a table says, in a sentence: for whoever does not see its bars. */
function summaryOf(table: Table, language: StatisticLanguage): string {
  const words = statisticWords[language];
  const page = pageWords[language];
  const number = numbersOf(language);
  const write = numberWriter(table, language);
  const isOffice = tableForms[table.name].rows === 'office';
  const hidden = [
    table.total,
    ...table.totals,
    ...table.rows.flatMap(({ cells, total }) => [...cells, total]),
  ].filter((one) => one === null).length;
  const most = table.rows.toSorted((a, b) => (b.total ?? 0) - (a.total ?? 0))[0];
  if (table.total === 0) return page.empty;
  const told = most?.total
    ? page.summary(
        table.total === null ? words.hidden : write(table.total),
        keyWords(words, most.key, isOffice),
        write(most.total),
      )
    : '';
  return [told, hidden > 0 ? page.hidden(number.format(hidden)) : ''].filter(Boolean).join(' ');
}

/** What one table divided by another says: a line each, and how it is worked out. Null: not shown, as one of the two is not. */
function quotientSection(
  id: string,
  { title, rows, column, method }: (typeof statisticWords)[StatisticLanguage]['rates'],
  lines: readonly (readonly [name: string, value: string | null])[],
  language: StatisticLanguage,
): Html {
  const { hidden } = statisticWords[language];
  const written = lines.map(
    ([name, value]) =>
      html`<tr><th scope="row">${name}</th><td>${value === null ? html`<span class="hidden">${hidden}</span>` : html`${value}`}</td></tr>`,
  );
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
<table aria-labelledby="${id}-title"><thead><tr><th scope="col">${rows}</th><th scope="col">${column}</th></tr></thead><tbody>${join(written)}</tbody></table>
<p class="dim"><strong>${pageWords[language].method}:</strong> ${method}</p></section>`;
}

/** Alerts for each hundred wearer-days, from what the edition shows. */
export function ratesSection(tables: readonly Table[], language: StatisticLanguage): Html {
  const words = statisticWords[language];
  const number = numbersOf(language);
  const lines = alertRates(tables).map(
    ({ row, rate }) => [keyWords(words, row, false), rate === null ? null : number.format(rate)] as const,
  );
  return quotientSection('alert-rates', words.rates, lines, language);
}

/** STA-14: editions from before there were costs have none. */
export function perDaySection(tables: readonly Table[], language: StatisticLanguage): Html {
  const words = statisticWords[language];
  const [cost] = tables.filter(({ name }) => name === 'cost');
  if (cost === undefined) return nothing;
  const write = numberWriter(cost, language);
  const lines = costPerDay(tables).flatMap(({ row, minor, none }) =>
    none
      ? []
      : [
          [
            row === null ? words.all : keyWords(words, row, false),
            minor === null ? null : write(minor),
          ] as const,
        ],
  );
  return lines.length === 0 ? nothing : quotientSection('cost-per-day', words.perDay, lines, language);
}

export function differencesSection(
  differences: readonly EditionDifference[],
  tables: readonly Table[],
  language: StatisticLanguage,
): Html {
  const words = statisticWords[language];
  const page = pageWords[language];
  const write = numbersWriter(tables, language);
  const whatOf = ({ table, row, column }: EditionDifference): string =>
    [
      words.tables[table].title,
      row === null ? words.all : keyWords(words, row, tableForms[table].rows === 'office'),
      column === null ? words.all : keyWords(words, column, false),
    ].join(' · ');
  const lines = differences.map(
    (one) =>
      html`<tr><th scope="row">${whatOf(one)}</th><td>${write(one.table, one.before)}</td><td>${write(one.table, one.after)}</td></tr>`,
  );
  return html`<section id="differences" aria-labelledby="differences-title"><h2 id="differences-title">${page.differences}</h2>
${lines.length === 0 ? html`<p>${page.noDifferences}</p>` : html`<div class="scroll" role="group" aria-labelledby="differences-title" tabindex="0"><table aria-labelledby="differences-title"><thead><tr><th scope="col">${page.number}</th><th scope="col">${page.before}</th><th scope="col">${page.now}</th></tr></thead><tbody>${join(lines)}</tbody></table></div>`}</section>`;
}
