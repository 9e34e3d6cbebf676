import { getDocumentProxy } from 'unpdf';

type Part = { readonly role: string; readonly children: readonly Node[]; readonly actualText?: string };
type Node = Part | { readonly type: string; readonly id: string };
export type ReadPdf = {
  readonly pages: number;
  /** As a reader of PDFs puts it together, a line each. */
  readonly lines: readonly string[];
  /** Tags in their order, without what only holds others. */
  readonly tags: readonly string[];
  readonly language: string | null;
  readonly title: string | null;
  readonly marked: boolean;
};

/** What somebody who does not see it gets of a PDF: read by another program (pdf.js) than the one that wrote it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const lines: string[] = [];
  const tags: string[] = [];
  let language: string | null = null;
  for (let at = 1; at <= pdf.numPages; at += 1) {
    const page = await pdf.getPage(at);
    const { items, lang } = await page.getTextContent();
    language ??= lang;
    let line = '';
    for (const item of items) {
      if (!('str' in item)) continue;
      line += item.str;
      if (item.hasEOL) {
        lines.push(line);
        line = '';
      }
    }
    if (line !== '') lines.push(line);
    tags.push(...tagsOf(await page.getStructTree()));
  }
  const { info } = await pdf.getMetadata();
  const marked = (await pdf.getMarkInfo())?.['Marked'] === true;
  const title = 'Title' in info && typeof info.Title === 'string' ? info.Title : null;
  return { pages: pdf.numPages, lines, tags, language, title, marked };
}

function tagsOf(node: Node | null): string[] {
  if (node === null || !('role' in node)) return [];
  const holds = node.role === 'Root' || node.role === 'Document';
  return [...(holds ? [] : [node.role]), ...node.children.flatMap(tagsOf)];
}
