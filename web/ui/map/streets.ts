import type { LayerSpecification } from 'maplibre-gl';
import type { PMTiles } from 'pmtiles';
import type { MapColours } from './colours.ts';
import { mapFont } from './layers.ts';

/** Streets from a PMTiles file of the agency's own, served by the API beside the console. None: the coarse base stands. */
export const streetsPath = '/tiles/streets.pmtiles';

type Names = {
  readonly water: string;
  readonly roads: string;
  readonly buildings: string;
  readonly places: string;
  readonly kind: string;
};
/** The two layouts in common use, told apart by the names of their layers. */
const protomaps: Names = {
  water: 'water',
  roads: 'roads',
  buildings: 'buildings',
  places: 'places',
  kind: 'kind',
};
const openMapTiles: Names = {
  water: 'water',
  roads: 'transportation',
  buildings: 'building',
  places: 'place',
  kind: 'class',
};

/** Whether there is such a file. Asked once; only the first bytes are read. */
let found: Promise<boolean> | null = null;
export function streetsExist(): Promise<boolean> {
  found ??= fetch(streetsPath, { headers: { range: 'bytes=0-6' } })
    .then(async (answer) => answer.ok && (await answer.text()).startsWith('PMTiles'))
    .catch(() => false);
  return found;
}

export async function streetLayers(file: PMTiles, colours: MapColours): Promise<LayerSpecification[]> {
  const metadata: unknown = await file.getMetadata();
  const layout = JSON.stringify(metadata).includes('"transportation"') ? openMapTiles : protomaps;
  const of = { source: 'streets' } as const;
  return [
    {
      ...of,
      id: 'street-water',
      type: 'fill',
      'source-layer': layout.water,
      paint: { 'fill-color': colours.water },
    },
    {
      ...of,
      id: 'buildings',
      type: 'fill',
      'source-layer': layout.buildings,
      minzoom: 14,
      paint: { 'fill-color': colours.line, 'fill-opacity': 0.35 },
    },
    {
      ...of,
      id: 'roads',
      type: 'line',
      'source-layer': layout.roads,
      paint: {
        'line-color': colours.line,
        'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 8, 0.4, 14, 2, 18, 10],
      },
    },
    {
      ...of,
      id: 'road-names',
      type: 'symbol',
      'source-layer': layout === openMapTiles ? 'transportation_name' : layout.roads,
      minzoom: 13,
      layout: {
        'symbol-placement': 'line',
        'text-field': ['get', 'name'],
        'text-font': mapFont,
        'text-size': 11,
      },
      paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.3 },
    },
    {
      ...of,
      id: 'place-names',
      type: 'symbol',
      'source-layer': layout.places,
      maxzoom: 15,
      layout: { 'text-field': ['get', 'name'], 'text-font': mapFont, 'text-size': 13 },
      paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.5 },
    },
  ];
}
