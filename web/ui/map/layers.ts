import type { GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';
import { type MapColours, zoneColour } from './colours.ts';
import { type MapContent, namePlace, tracks } from './content.ts';
import { areaPolygons, circleRing } from './geometry.ts';

type Collection = Extract<GeoJSONSourceSpecification['data'], { type: 'FeatureCollection' }>;
type Feature = Collection['features'][number];

const collection = (features: Feature[]): Collection => ({ type: 'FeatureCollection', features });
const copy = (ring: readonly (readonly [number, number])[]) => ring.map(([lon, lat]) => [lon, lat]);

/** The map's own sources: zones, ways, accuracy circles and fixes. */
export function contentSources(
  content: MapContent,
): Record<'zones' | 'zoneNames' | 'ways' | 'circles' | 'fixes', Collection> {
  // Circles of a night at home lie over each other: the more there are, the fainter each.
  const many = Math.max(1, content.fixes.length);
  const shade = { ground: Math.min(0.05, 1.6 / many), edge: Math.min(0.3, 9 / many) };
  return {
    zones: collection(
      content.zones.map((zone) => ({
        type: 'Feature',
        properties: { name: zone.name, kind: zone.kind },
        geometry: {
          type: 'MultiPolygon',
          coordinates: areaPolygons(zone.area).map((rings) => rings.map(copy)),
        },
      })),
    ),
    zoneNames: collection(
      content.zones.flatMap((zone): Feature[] => {
        const place = namePlace(zone.area);
        return place === null
          ? []
          : [
              {
                type: 'Feature',
                properties: { name: zone.name, kind: zone.kind },
                geometry: { type: 'Point', coordinates: [...place] },
              },
            ];
      }),
    ),
    ways: collection(
      tracks(content.fixes, content.gaps)
        .filter((run) => run.length > 1)
        .map((run) => ({
          type: 'Feature',
          properties: {},
          geometry: {
            type: 'LineString',
            coordinates: run.flatMap((index) => {
              const fix = content.fixes[index];
              return fix ? [[fix.lon, fix.lat]] : [];
            }),
          },
        })),
    ),
    circles: collection(
      content.fixes.flatMap((fix): Feature[] =>
        fix.accuracy === null
          ? []
          : [
              {
                type: 'Feature',
                properties: { tone: fix.tone, ...shade },
                geometry: {
                  type: 'Polygon',
                  coordinates: [copy(circleRing([fix.lon, fix.lat], fix.accuracy, 40))],
                },
              },
            ],
      ),
    ),
    fixes: collection(
      content.fixes.map((fix, index) => ({
        type: 'Feature',
        properties: { tone: fix.tone, label: fix.label ?? '', index },
        geometry: { type: 'Point', coordinates: [fix.lon, fix.lat] },
      })),
    ),
  };
}

/** The fix that is pointed at, with its circle: a source of its own, so that stepping through thousands moves only it. */
export function focusSource(content: MapContent): Collection {
  const fix = content.focus === null ? undefined : content.fixes[content.focus];
  if (!fix) return collection([]);
  const point: Feature = {
    type: 'Feature',
    properties: { tone: fix.tone },
    geometry: { type: 'Point', coordinates: [fix.lon, fix.lat] },
  };
  if (fix.accuracy === null) return collection([point]);
  const ring = copy(circleRing([fix.lon, fix.lat], fix.accuracy));
  return collection([
    { type: 'Feature', properties: { tone: fix.tone }, geometry: { type: 'Polygon', coordinates: [ring] } },
    point,
  ]);
}

/** Fonts are the browser's own: nothing is fetched for letters. */
export const mapFont = ['sans-serif'];

export function contentLayers(colours: MapColours): LayerSpecification[] {
  const dot: LayerSpecification & { type: 'circle' } = {
    id: 'fixes',
    type: 'circle',
    source: 'fixes',
    // Where many lie on one spot, what the alert rests on lies on top.
    layout: { 'circle-sort-key': ['case', ['==', ['get', 'tone'], 'evidence'], 1, 0] },
    paint: {
      'circle-radius': [
        'interpolate',
        ['linear'],
        ['zoom'],
        11,
        2,
        15,
        ['case', ['==', ['get', 'tone'], 'evidence'], 5.5, 4],
      ],
      'circle-color': byTone(colours, colours.halo),
      'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 11, 0.4, 15, 1.5],
      'circle-stroke-color': ['case', ['==', ['get', 'tone'], 'doubtful'], colours.doubtful, colours.halo],
    },
  };
  const zone = byKind(colours);
  return [
    { id: 'zone-ground', type: 'fill', source: 'zones', paint: { 'fill-color': zone, 'fill-opacity': 0.13 } },
    { id: 'zone-edge', type: 'line', source: 'zones', paint: { 'line-color': zone, 'line-width': 2 } },
    {
      id: 'circle-ground',
      type: 'fill',
      source: 'circles',
      paint: { 'fill-color': byTone(colours), 'fill-opacity': ['get', 'ground'] },
    },
    {
      id: 'circle-edge',
      type: 'line',
      source: 'circles',
      paint: { 'line-color': byTone(colours), 'line-opacity': ['get', 'edge'], 'line-width': 1 },
    },
    {
      id: 'ways',
      type: 'line',
      source: 'ways',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': colours.plain, 'line-width': 2.2, 'line-opacity': 0.75 },
    },
    dot,
    {
      id: 'way-direction',
      type: 'symbol',
      source: 'ways',
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 90,
        'text-field': '▸',
        'text-font': mapFont,
        'text-size': 17,
        'text-keep-upright': false,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': colours.plain, 'text-halo-color': colours.halo, 'text-halo-width': 1 },
    },
    {
      id: 'focus-ground',
      type: 'fill',
      source: 'focus',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.focus, 'fill-opacity': 0.14 },
    },
    {
      id: 'focus-edge',
      type: 'line',
      source: 'focus',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': colours.focus, 'line-width': 1.6 },
    },
    {
      id: 'focus',
      type: 'circle',
      source: 'focus',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 7.5,
        'circle-color': byTone(colours, colours.halo),
        'circle-stroke-width': 3.5,
        'circle-stroke-color': colours.focus,
      },
    },
    {
      id: 'fix-names',
      type: 'symbol',
      source: 'fixes',
      filter: ['!=', ['get', 'label'], ''],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': mapFont,
        'text-size': 14,
        'text-offset': [0.8, -0.6],
        'text-anchor': 'left',
        'text-optional': true,
      },
      paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.6 },
    },
    {
      id: 'zone-names',
      type: 'symbol',
      source: 'zoneNames',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': mapFont,
        'text-size': 14,
        'text-anchor': 'bottom',
        'text-offset': [0, -0.35],
        // A zone without its name is a riddle: it may lie over another.
        'text-allow-overlap': true,
      },
      paint: { 'text-color': zone, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
    },
  ];
}

type Expression = ['match', ['get', string], string, string, string, string, string];
const byKind = (colours: MapColours): Expression => [
  'match',
  ['get', 'kind'],
  'exclusion-zone',
  zoneColour('exclusion-zone', colours),
  'inclusion-zone',
  zoneColour('inclusion-zone', colours),
  zoneColour('curfew', colours),
];
const byTone = (colours: MapColours, doubtful: string = colours.doubtful): Expression => [
  'match',
  ['get', 'tone'],
  'evidence',
  colours.evidence,
  'doubtful',
  doubtful,
  colours.plain,
];
