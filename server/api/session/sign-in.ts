/** Sign-in's own service; its routes are in routes.ts. */
export type SignIn = Record<never, never>;
