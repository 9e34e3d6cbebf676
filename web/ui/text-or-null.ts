/** What somebody typed, without space around it; null: nothing. */
export const textOrNull = (typed: string | undefined): string | null => (typed ?? '').trim() || null;
