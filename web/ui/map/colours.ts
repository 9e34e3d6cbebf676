/** The map's colours, by scheme. WebGL knows no CSS variables, so they stand here once for map and sketch. */
export type MapColours = {
  readonly water: string;
  readonly land: string;
  readonly line: string;
  readonly text: string;
  readonly halo: string;
  readonly exclusion: string;
  readonly inclusion: string;
  readonly curfew: string;
  readonly evidence: string;
  readonly plain: string;
  readonly doubtful: string;
  readonly focus: string;
};

const light: MapColours = {
  water: '#dfe8ec',
  land: '#f7f6f2',
  line: '#b9bdb7',
  text: '#5b6468',
  halo: '#ffffff',
  exclusion: '#b3261e',
  inclusion: '#0f6b45',
  curfew: '#5b3fa0',
  evidence: '#b3261e',
  plain: '#14606b',
  doubtful: '#7a858c',
  focus: '#0b4fb3',
};
const dark: MapColours = {
  water: '#10181c',
  land: '#1d2427',
  line: '#434f56',
  text: '#a0adb4',
  halo: '#12171a',
  exclusion: '#ff8a80',
  inclusion: '#6fd6a4',
  curfew: '#bda6ff',
  evidence: '#ff8a80',
  plain: '#7fc7ce',
  doubtful: '#94a1a9',
  focus: '#8ab8ff',
};
export const mapColours = (scheme: 'light' | 'dark'): MapColours => (scheme === 'dark' ? dark : light);

export function zoneColour(kind: string, colours: MapColours): string {
  if (kind === 'exclusion-zone') return colours.exclusion;
  return kind === 'inclusion-zone' ? colours.inclusion : colours.curfew;
}
