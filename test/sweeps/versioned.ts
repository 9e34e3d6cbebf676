type Schema = {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};
type Operation = {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
};
type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};
export type Write = { readonly method: string; readonly path: string };

/** The writes whose body names the version or the revision that was seen. */
export function versionedWrites({ paths, components }: OpenApi): readonly Write[] {
  const isVersioned = ({ $ref, properties = {}, anyOf = [], oneOf = [] }: Schema): boolean => {
    const named = $ref === undefined ? undefined : components?.schemas?.[$ref.split('/').at(-1) ?? ''];
    if (named !== undefined) return isVersioned(named);
    return 'version' in properties || 'revision' in properties || [...anyOf, ...oneOf].some(isVersioned);
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { requestBody }]) =>
        Object.values(requestBody?.content ?? {}).some(({ schema }) => schema && isVersioned(schema)),
      )
      .map(([method]) => ({ method, path })),
  );
}

const quoted = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** In which files a path is written: what stands in braces is filled in there, and so may every part after the first two be. */
export function namesOf(
  { path }: Write,
  files: readonly { readonly name: string; readonly text: string }[],
): readonly string[] {
  const filledIn = String.raw`\$\{[^}]+\}`;
  const parts = path.split('/').map((part, at) => {
    if (part.startsWith('{')) return filledIn;
    return at <= 2 ? quoted(part) : `(?:${quoted(part)}|${filledIn})`;
  });
  const written = new RegExp(`[\`'"]${parts.join('/')}[\`'"]`);
  return files.filter(({ text }) => written.test(text)).map(({ name }) => name);
}
