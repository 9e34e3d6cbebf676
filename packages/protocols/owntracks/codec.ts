export { owntracks } from './decoder.ts';
