export * from './alert.ts';
export * from './case.ts';
export * from './protocol.ts';
export * from './reading.ts';
export * from './result.ts';
export * from './time.ts';
export * from './units.ts';
