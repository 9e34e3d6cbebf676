/** After the `#`, which browsers send to no server: it stands in no log and no referrer. */
export const tokenOf = (hash: string): string => hash.replace(/^#/, '');

export const invitationLink = (origin: string, token: string): string => `${origin}/invitation#${token}`;
