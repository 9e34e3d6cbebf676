import type { StatisticLanguage } from '@attend/casework';

export type PageWords = {
  readonly name: string;
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly other: string;
  readonly allMonths: string;
  readonly contents: string;
  readonly simulated: string;
  readonly later: string;
  readonly kept: (edition: string) => string;
  readonly edition: (number: number) => string;
  readonly published: (day: string) => string;
  readonly method: string;
  readonly methods: string;
  readonly csv: (title: string) => string;
  readonly differences: string;
  readonly noDifferences: string;
  readonly number: string;
  readonly before: string;
  readonly now: string;
  readonly empty: string;
  readonly summary: (total: string, most: string, value: string) => string;
  readonly hidden: (count: string) => string;
  readonly missing: string;
};

export const pageWords: Readonly<Record<StatisticLanguage, PageWords>> = {
  en: {
    name: 'English',
    title: 'Statistics of court-appearance supervision',
    lead: 'Monthly tables, published by the agency. How each is counted stands beside it.',
    none: 'Nothing has been published yet.',
    other: 'Español',
    allMonths: 'All months',
    contents: 'Tables',
    simulated: 'This programme is simulated: nobody in it exists.',
    later: 'A later edition of this month has been published. This one stays as it was.',
    kept: (edition) =>
      `As in edition ${edition}: what the record says since could not be shown without giving somebody away.`,
    edition: (number) => `Edition ${number}`,
    published: (day) => `published on ${day}`,
    method: 'How it is counted',
    methods: 'What holds for every table',
    csv: (title) => `CSV: ${title}`,
    differences: 'What differs from the edition before',
    noDifferences: 'Nothing that both editions show.',
    number: 'Number',
    before: 'Before',
    now: 'Now',
    empty: 'Nothing in this month.',
    summary: (total, most, value) => `All: ${total}. The most: ${most}, ${value}.`,
    hidden: (count) => `Hidden numbers: ${count}.`,
    missing: 'There is no such page.',
  },
  es: {
    name: 'Español',
    title: 'Estadísticas de la supervisión de comparecencias',
    lead: 'Tablas mensuales, publicadas por la agencia. Junto a cada una está cómo se cuenta.',
    none: 'Todavía no se ha publicado nada.',
    other: 'English',
    allMonths: 'Todos los meses',
    contents: 'Tablas',
    simulated: 'Este programa es simulado: nadie en él existe.',
    later: 'Se ha publicado una edición posterior de este mes. Esta queda como estaba.',
    kept: (edition) =>
      `Como en la edición ${edition}: lo que el registro dice desde entonces no se podía mostrar sin descubrir a alguien.`,
    edition: (number) => `Edición ${number}`,
    published: (day) => `publicada el ${day}`,
    method: 'Cómo se cuenta',
    methods: 'Lo que vale para todas las tablas',
    csv: (title) => `CSV: ${title}`,
    differences: 'Lo que cambia desde la edición anterior',
    noDifferences: 'Nada de lo que muestran las dos ediciones.',
    number: 'Número',
    before: 'Antes',
    now: 'Ahora',
    empty: 'Nada en este mes.',
    summary: (total, most, value) => `Total: ${total}. Lo que más: ${most}, ${value}.`,
    hidden: (count) => `Números ocultos: ${count}.`,
    missing: 'No existe esa página.',
  },
};
