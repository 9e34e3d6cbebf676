/** Where agencies' sign-in sends the browser back to (server/api/session/providers.ts). */
export const agencyPath = '/sign-in/agency';

const name = 'attend.back';

/** Keeps where somebody was while they are at their agency's sign-in; this tab only. */
export function rememberPlace(): void {
  try {
    const { pathname, search } = location;
    sessionStorage.setItem(name, pathname === agencyPath ? '/' : `${pathname}${search}`);
  } catch {
    // Without storage one comes back to Today.
  }
}

/** Only a place of our own: what stands in the storage is no address to follow blindly. */
export function placeBefore(): string {
  try {
    const place = sessionStorage.getItem(name) ?? '/';
    sessionStorage.removeItem(name);
    return /^\/(?![/\\])/.test(place) ? place : '/';
  } catch {
    return '/';
  }
}
