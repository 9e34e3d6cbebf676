export { osmand } from './decoder.ts';
