/** What is used of it: it brings no types, and those that others wrote are of an older version. */
declare module 'shpjs' {
  type Feature = {
    readonly geometry: unknown;
    readonly properties: Readonly<{ [field: string]: unknown }>;
  };
  /** A .prj that it cannot read it leaves out without a word, so `prj` must be known to be readable. */
  export function parseShp(shp: DataView, prj: string | undefined): unknown[];
  export function parseDbf(dbf: DataView, cpg?: string): Feature['properties'][];
  export function combine(parts: [unknown[], Feature['properties'][] | undefined]): {
    readonly features: readonly Feature[];
  };
}
