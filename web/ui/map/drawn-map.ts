import type { Position } from '@attend/kernel';
import {
  addProtocol,
  GeoJSONSource,
  Map as GlMap,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import { t } from '@lingui/core/macro';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { PMTiles, Protocol } from 'pmtiles';
import { coarseBase, coarseUntil, fadingWater } from './coarse.ts';
import { mapColours } from './colours.ts';
import { boxOf, type MapContent } from './content.ts';
import { contentLayers, contentSources, focusSource } from './layers.ts';
import { streetLayers, streetsExist, streetsPath } from './streets.ts';

setWorkerUrl(workerUrl);

const tiles = new Protocol();
addProtocol('pmtiles', tiles.tile);

type Told = {
  /** Looking closer than the coarse base can answer for. */
  readonly tooClose: (is: boolean) => void;
  /** A fix was clicked, by its place in the content. */
  readonly picked: (index: number) => void;
  /** A place was clicked. Where somebody draws, the map stays where it is. */
  readonly placed?: (at: Position) => void;
  /** Everything stands. */
  readonly ready: () => void;
};

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The map in an element. Holds the WebGL context until `close`. */
export class DrawnMap {
  readonly #map: GlMap;
  readonly #told: Told;
  #content: MapContent;
  #scheme: 'light' | 'dark';
  #coarse = true;
  #framed = false;

  constructor(element: HTMLElement, content: MapContent, scheme: 'light' | 'dark', told: Told) {
    this.#content = content;
    this.#scheme = scheme;
    this.#told = told;
    const box = boxOf(content);
    this.#framed = box !== null;
    this.#map = new GlMap({
      container: element,
      style: { version: 8, sources: {}, layers: [] },
      ...(box ? { bounds: [box.west, box.south, box.east, box.north], fitBoundsOptions: fit } : {}),
      maxZoom: 19,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      locale: {
        'Map.Title': told.placed ? t`Map to draw the zone on` : t`Map to move and zoom`,
        'NavigationControl.ZoomIn': t`Closer`,
        'NavigationControl.ZoomOut': t`Farther`,
      },
    });
    this.#map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    this.#map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
    this.#map.on('zoom', () => this.#look());
    this.#map.on('click', 'fixes', (event) => {
      const index: unknown = event.features?.[0]?.properties.index;
      if (typeof index === 'number') this.#told.picked(index);
    });
    if (told.placed) {
      const { placed } = told;
      this.#map.getCanvas().style.cursor = 'crosshair';
      this.#map.on('click', ({ lngLat }) => placed([lngLat.lng, lngLat.lat]));
    }
    void this.#style().then(() => this.#map.once('idle', () => this.#told.ready()));
  }

  close(): void {
    this.#map.remove();
  }

  show(content: MapContent, scheme: 'light' | 'dark'): void {
    const sameZones = content.zones === this.#content.zones;
    const moved = content.fixes !== this.#content.fixes || !sameZones;
    this.#content = content;
    if (scheme !== this.#scheme) {
      this.#scheme = scheme;
      void this.#style();
      return;
    }
    if (moved) {
      for (const [name, data] of Object.entries(contentSources(content))) this.#fill(name, data);
      if (!this.#told.placed || !this.#framed) this.#frame();
    }
    this.#fill('focus', focusSource(content));
    if (!moved) this.#follow();
  }

  #fill(name: string, data: ReturnType<typeof focusSource>): void {
    const source = this.#map.getSource(name);
    if (source instanceof GeoJSONSource) source.setData(data);
  }

  #frame(): void {
    const box = boxOf(this.#content);
    this.#framed ||= box !== null;
    if (box) this.#map.fitBounds([box.west, box.south, box.east, box.north], { ...fit, animate: !still() });
  }

  /** Keeps the fix that is pointed at in sight. */
  #follow(): void {
    const fix = this.#content.focus === null ? undefined : this.#content.fixes[this.#content.focus];
    if (!fix || this.#map.getBounds().contains([fix.lon, fix.lat])) return;
    this.#map.easeTo({ center: [fix.lon, fix.lat], duration: 400, animate: !still() });
  }

  #look(): void {
    this.#told.tooClose(this.#coarse && this.#map.getZoom() > coarseUntil);
  }

  async #style(): Promise<void> {
    const colours = mapColours(this.#scheme);
    const content = { ...contentSources(this.#content), focus: focusSource(this.#content) };
    const geojson = Object.fromEntries(
      Object.entries(content).map(([name, data]) => [
        name, // Circles stay round: the default simplifies them to polygons that can be seen.
        { type: 'geojson' as const, data, tolerance: 0.1 },
      ]),
    );
    const streets = await streetsExist();
    // Without its base a map still shows zones and fixes to scale.
    const base = await coarseBase(colours).catch(() => ({ sources: {}, layers: [] }));
    const file = streets ? new PMTiles(streetsPath) : null;
    if (file) tiles.add(file);
    const roads = file ? await streetLayers(file, colours).catch(() => []) : [];
    this.#coarse = roads.length === 0;
    this.#map.setStyle(
      {
        version: 8,
        sources: {
          ...base.sources,
          ...geojson,
          ...(file ? { streets: { type: 'vector' as const, url: `pmtiles://${streetsPath}` } } : {}),
        },
        layers: [
          {
            id: 'water',
            type: 'background',
            paint: { 'background-color': roads.length > 0 ? colours.land : fadingWater(colours) },
          },
          ...base.layers,
          ...roads,
          ...contentLayers(colours),
        ],
      },
      { diff: false },
    );
    this.#look();
  }
}

const fit = { padding: 44, maxZoom: 17 };
