import { permissions } from '@attend/contracts/session';
import { methods, type Route } from './route.ts';

const needs: ReadonlySet<string> = new Set([...permissions, 'signed-in', 'password-accepted', 'public']);

/**
 * What the compiler holds for honest code, checked again at start: a route that was cast or built by hand without
 * schema, permission or access statement keeps the whole API from starting. Throws with every fault found.
 */
export function checkRoutes(routes: readonly Route[]): void {
  const faults = routes.flatMap((route) =>
    faultsOf(route).map((fault) => `${route.method} ${route.path}: ${fault}`),
  );
  const seen = new Set<string>();
  for (const { method, path } of routes) {
    const name = `${method} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`;
    if (seen.has(name)) faults.push(`${method} ${path}: stands twice in the table`);
    seen.add(name);
  }
  if (faults.length > 0) throw new Error(`The route table is not complete:\n${faults.join('\n')}`);
}

function faultsOf(route: Partial<Route>): string[] {
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  expect(
    methods.some((method) => method === route.method),
    'has no method',
  );
  expect(
    /^\/api(\/([a-z][a-z0-9.-]*|\{[a-z][A-Za-z]*\}))+$/.test(route.path ?? ''),
    'has no path of the API',
  );
  expect(needs.has(route.permission ?? ''), 'names no permission');
  expect(typeof route.response?.safeParse === 'function', 'has no schema for its response');
  expect(Boolean(route.summary?.trim()), 'has no summary');
  const parameters = [...(route.path ?? '').matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
  const described = shapeOf(route.params);
  expect(
    parameters.length === described.length && parameters.every((name) => described.includes(name ?? '')),
    'describes other parameters than its path has',
  );
  expect(
    !route.stepUp || (route.permission !== 'public' && route.permission !== 'password-accepted'),
    'asks somebody who is not signed in for a fresh proof',
  );
  expect(!(route.stepUp && route.stream), 'asks for a fresh proof of a stream, which nobody repeats');
  const access = route.access;
  if (access?.reads === 'people') {
    expect(Boolean(access.what?.trim()), 'does not say what is looked at');
    expect(Boolean(access.purpose?.trim()), 'does not say for what purpose');
    expect(['list', 'open', 'export'].includes(access.action), 'does not say how people are looked at');
    expect(typeof access.participants === 'function', 'does not say who stands in its answer');
    expect(
      route.permission !== 'public' && route.permission !== 'password-accepted',
      'shows people to anybody',
    );
  } else expect(access?.reads === 'nobody', 'says nothing for the access record');
  return faults;
}

function shapeOf(schema: Route['params']): string[] {
  const shape = schema && 'shape' in schema ? schema.shape : {};
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : [];
}
