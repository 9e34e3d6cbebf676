import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import countiesUrl from 'us-atlas/counties-10m.json?url';
import countriesUrl from 'world-atlas/countries-50m.json?url';
import type { MapColours } from './colours.ts';
import { mapFont } from './layers.ts';

/**
 * The base that needs nobody: county lines inside the United States, countries outside. It comes with the program, so
 * no map server learns which places an officer looks at. Its lines are coarse.
 */
export const coarseUntil = 10;

type Base = { readonly sources: Record<string, SourceSpecification>; readonly layers: LayerSpecification[] };

const readTopology = async (url: string): Promise<Topology> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the base map's file answered ${answer.status}`);
  return answer.json();
};

const collectionOf = (topology: Topology, name: string): GeometryCollection<{ name?: string }> => {
  const object = topology.objects[name];
  if (object?.type !== 'GeometryCollection') throw new Error(`the base map's file holds no ${name}`);
  return object as GeometryCollection<{ name?: string }>;
};

let data: Promise<
  Record<'countries' | 'nation' | 'lines' | 'states' | 'counties', SourceSpecification>
> | null = null;

function readData() {
  data ??= Promise.all([readTopology(countiesUrl), readTopology(countriesUrl)]).then(([us, world]) => {
    const outside = { ...collectionOf(world, 'countries') };
    // The finer outline of the counties replaces the coarse one of the country.
    outside.geometries = outside.geometries.filter(
      (country) =>
        country.properties === undefined ||
        !('name' in country.properties) ||
        country.properties.name !== 'United States of America',
    );
    const geojson = (content: ReturnType<typeof mesh> | ReturnType<typeof feature>): SourceSpecification => ({
      type: 'geojson',
      data: content,
    });
    return {
      countries: geojson(feature(world, outside)),
      nation: geojson(feature(us, collectionOf(us, 'nation'))),
      lines: geojson(mesh(us, collectionOf(us, 'counties'))),
      states: geojson(mesh(us, collectionOf(us, 'states'), (a, b) => a !== b)),
      counties: geojson(feature(us, collectionOf(us, 'counties'))),
    };
  });
  data.catch(() => {
    data = null;
  });
  return data;
}

/** The coarse shore would look like a real one when close: water turns into plain ground there. */
export const fadingWater = (
  colours: MapColours,
): ['interpolate', ['linear'], ['zoom'], number, string, number, string] => [
  'interpolate',
  ['linear'],
  ['zoom'],
  coarseUntil,
  colours.water,
  coarseUntil + 1.5,
  colours.land,
];

export async function coarseBase(colours: MapColours): Promise<Base> {
  const sources = await readData();
  // Beyond this zoom the lines would claim more than they know: they fade, and among streets they are gone.
  const fading = (strength: number) =>
    ['interpolate', ['linear'], ['zoom'], coarseUntil, strength, coarseUntil + 3, 0] as [
      'interpolate',
      ['linear'],
      ['zoom'],
      number,
      number,
      number,
      number,
    ];
  return {
    sources,
    layers: [
      { id: 'land-outside', type: 'fill', source: 'countries', paint: { 'fill-color': colours.land } },
      {
        id: 'borders',
        type: 'line',
        source: 'countries',
        paint: { 'line-color': colours.line, 'line-width': 1 },
      },
      { id: 'land', type: 'fill', source: 'nation', paint: { 'fill-color': colours.land } },
      {
        id: 'county-lines',
        type: 'line',
        source: 'lines',
        minzoom: 5,
        paint: { 'line-color': colours.line, 'line-width': 0.8, 'line-opacity': fading(0.9) },
      },
      {
        id: 'state-lines',
        type: 'line',
        source: 'states',
        paint: { 'line-color': colours.line, 'line-width': 1.6, 'line-opacity': fading(1) },
      },
      {
        id: 'county-names',
        type: 'symbol',
        source: 'counties',
        minzoom: 7,
        maxzoom: coarseUntil + 1.5,
        layout: { 'text-field': ['get', 'name'], 'text-font': mapFont, 'text-size': 12 },
        paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 },
      },
    ],
  };
}
