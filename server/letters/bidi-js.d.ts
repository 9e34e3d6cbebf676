/** The part that letters use; the package brings no types. */
declare module 'bidi-js' {
  type Levels = { readonly levels: Uint8Array };
  type Bidi = {
    getEmbeddingLevels(text: string, direction?: 'ltr' | 'rtl' | 'auto'): Levels;
    getMirroredCharactersMap(text: string, levels: Levels, start?: number, end?: number): Map<number, string>;
  };
  export default function bidiFactory(): Bidi;
}
