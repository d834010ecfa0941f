import { LngLatBounds, Map as GlMap, prewarm, setWorkerUrl, type GeoJSONSource, type MapLayerMouseEvent, type PaddingOptions, type RasterTileSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Feature, FeatureCollection } from 'geojson';
import { places } from '../places/places';
import type { Box, Position } from '../state/View';
import type { Ground } from '../terrain/terrain';
import { anchor, baseLayers, baseStyle } from './baseStyle';
import { graticule } from './graticule';
import type { Palette } from './palette';
import { loadWorld, type World } from './world';

setWorkerUrl(workerUrl);
// The workers read their half megabyte while the page is still being built.
prewarm();

/** A picture to lay on the map. */
export interface Overlay {
  readonly id: string;
  readonly tiles: string;
  readonly bounds: Box | null;
  readonly zoomMax: number;
  readonly opacity: number;
}

interface Camera {
  readonly centre: Position;
  readonly zoom: number;
  readonly bearing: number;
  readonly pitch: number;
}

export interface FrameOptions {
  readonly container: HTMLElement;
  readonly camera: Camera;
  readonly palette: Palette;
  readonly language: 'en' | 'ja';
  readonly label: string;
}

const detailZoom = 4.6;
const worlds = new Map<string, Promise<World>>();
const world = (detail: '50m' | '10m') => worlds.get(detail) ?? worlds.set(detail, loadWorld(detail)).get(detail)!;

/** One map on the page, with the base map and what lies on it. */
export class Frame {
  readonly map: GlMap;
  private overlays: readonly Overlay[] = [];
  private ground: Ground | null = null;
  private detail: '' | '50m' | '10m' = '';
  private isReady = false;
  private isFilled = false;
  private readonly later: (() => void)[] = [];

  constructor({ container, camera, palette, language, label }: FrameOptions) {
    this.map = new GlMap({
      container, style: baseStyle(palette, language), center: [...camera.centre], zoom: camera.zoom, bearing: camera.bearing, pitch: camera.pitch,
      maxZoom: 20, attributionControl: false, localIdeographFontFamily: 'system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic UI", sans-serif',
      maplibreLogo: false, fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200, locale: { 'Map.Title': label },
    });
    // Land is asked for at once: it is there when the style is.
    void world('50m');
    this.map.once('style.load', () => {
      this.isReady = true;
      for (const work of this.later.splice(0)) work();
      this.fillWorld();
      this.fillGraticule();
    });
    this.map.on('moveend', () => { this.fillWorld(); this.fillGraticule(); });
  }

  /** Tells when land and sea are on the screen for the first time. */
  onWorld(tell: () => void): void {
    const look = () => {
      if (!this.isFilled || !this.map.isSourceLoaded('land')) return;
      this.map.off('render', look);
      tell();
    };
    this.map.on('render', look);
  }

  /** Runs now, or as soon as the style can be changed. */
  private when(work: () => void): void {
    if (this.isReady) work();
    else this.later.push(work);
  }

  get camera(): Camera {
    const { lng, lat } = this.map.getCenter();
    return { centre: [lng, lat], zoom: this.map.getZoom(), bearing: this.map.getBearing(), pitch: this.map.getPitch() };
  }

  /** Keeps the middle of the map in the middle of what can be seen, whatever covers an edge. */
  cover(edges: { left: number; bottom: number }): void {
    this.map.setPadding({ top: 0, right: 0, ...edges });
  }

  /** What can be seen of the world. */
  get box(): Box {
    const { left = 0, bottom = 0 } = this.map.getPadding();
    const { clientWidth, clientHeight } = this.map.getContainer();
    const corners = [[left, 0], [clientWidth, 0], [clientWidth, clientHeight - bottom], [left, clientHeight - bottom]] as const;
    const bounds = corners.reduce((all, [x, y]) => all.extend(this.map.unproject([x, y])), new LngLatBounds());
    const turn = (longitude: number) => ((((longitude + 180) % 360) + 360) % 360) - 180;
    return bounds.getEast() - bounds.getWest() >= 360 ? [-180, Math.max(-90, bounds.getSouth()), 180, Math.min(90, bounds.getNorth())]
      : [turn(bounds.getWest()), bounds.getSouth(), turn(bounds.getEast()), bounds.getNorth()];
  }

  jump(camera: Camera): void {
    this.map.jumpTo({ center: [...camera.centre], zoom: camera.zoom, bearing: camera.bearing, pitch: camera.pitch });
  }

  /** Shows a box whole, beside the panel. */
  fit([west, south, east, north]: Box, padding: PaddingOptions): void {
    this.map.fitBounds([[west, south], [east < west ? east + 360 : east, north]], { padding, maxZoom: 16, duration: 700 });
  }

  go(at: Position, zoom: number): void {
    this.map.flyTo({ center: [...at], zoom, duration: 900 });
  }

  dress(palette: Palette, language: 'en' | 'ja'): void {
    this.when(() => {
      for (const layer of baseLayers(palette, language)) {
        for (const [name, value] of Object.entries(layer.paint ?? {})) this.map.setPaintProperty(layer.id, name as never, value as never);
        if (layer.type === 'symbol') this.map.setLayoutProperty(layer.id, 'text-field', layer.layout!['text-field']);
      }
    });
  }

  /** Lays pictures on the map, from the lowest to the highest, keeping those that stay. */
  lay(overlays: readonly Overlay[]): void {
    this.when(() => {
      for (const { id } of this.overlays.filter((old) => !overlays.some((kept) => kept.id === old.id))) {
        this.map.removeLayer(id);
        this.map.removeSource(id);
      }
      for (const overlay of overlays) {
        const source = this.map.getSource<RasterTileSource>(overlay.id);
        const old = this.overlays.find((candidate) => candidate.id === overlay.id);
        if (source && old && old.tiles !== overlay.tiles) source.setTiles([overlay.tiles]);
        if (!source) {
          this.map.addSource(overlay.id, {
            type: 'raster', tiles: [overlay.tiles], tileSize: 256, maxzoom: overlay.zoomMax,
            ...(overlay.bounds && overlay.bounds[0] <= overlay.bounds[2] ? { bounds: [...overlay.bounds] } : {}),
          });
          this.map.addLayer({ id: overlay.id, type: 'raster', source: overlay.id, paint: { 'raster-fade-duration': 150, 'raster-resampling': 'nearest' } }, anchor);
        }
        this.map.setPaintProperty(overlay.id, 'raster-opacity', overlay.opacity);
        this.map.moveLayer(overlay.id, anchor);
      }
      this.overlays = overlays;
      this.raiseShade();
    });
  }

  /** Stands the map on heights, with the shade of the hills on it; null lays it flat. */
  stand(ground: Ground | null): void {
    this.when(() => {
      const isSame = ground && this.ground && ground.tiles === this.ground.tiles && ground.zoomMax === this.ground.zoomMax && ground.bounds?.join() === this.ground.bounds?.join();
      if (!isSame && this.ground) {
        this.map.setTerrain(null);
        this.map.removeLayer('hill-shade');
        for (const id of ['heights', 'hill-shade']) this.map.removeSource(id);
      }
      if (!isSame && ground) {
        // Two sources of the same tiles: MapLibre wants one for the ground and one for the shade.
        for (const id of ['heights', 'hill-shade']) this.map.addSource(id, { type: 'raster-dem', tiles: [ground.tiles], tileSize: 256, encoding: 'mapbox', maxzoom: ground.zoomMax, ...(ground.bounds ? { bounds: [...ground.bounds] } : {}) });
        this.map.addLayer({ id: 'hill-shade', type: 'hillshade', source: 'hill-shade', paint: { 'hillshade-exaggeration': 0.35, 'hillshade-shadow-color': '#1b2a33', 'hillshade-highlight-color': '#ffffff', 'hillshade-accent-color': '#1b2a33' } }, anchor);
      }
      if (ground) this.map.setTerrain({ source: 'heights', exaggeration: ground.exaggeration });
      this.ground = ground;
      this.raiseShade();
    });
  }

  // Pictures lie under the shade, or the hills would be seen at their rim only.
  private raiseShade(): void {
    if (this.ground) this.map.moveLayer('hill-shade', anchor);
  }

  tilt(pitch: number): void {
    this.map.easeTo({ pitch, duration: 700, ...(pitch === 0 ? { bearing: 0 } : {}) });
  }

  /** Puts shapes into one of the sources of the base style. */
  fill(source: 'footprints' | 'footprint-dots' | 'area' | 'sketch' | 'places', data: FeatureCollection | Feature): void {
    this.when(() => this.map.getSource<GeoJSONSource>(source)!.setData(data));
  }

  mark(key: string, state: Readonly<Record<string, boolean>>): void {
    this.when(() => this.map.setFeatureState({ source: 'footprints', id: key }, { ...state }));
  }

  onFootprint(kind: 'click' | 'mousemove' | 'mouseleave', answer: (keys: readonly string[]) => void): void {
    for (const layer of ['footprint-fill', 'footprint-dot']) this.map.on(kind, layer, (event: MapLayerMouseEvent) => answer((event.features ?? []).map((feature) => String(feature.properties['key']))));
  }

  fillPlaces(): void {
    this.fill('places', {
      type: 'FeatureCollection',
      features: places.value.filter((place) => place.kind !== 'prefecture').map(({ kind, en, ja, rank, people, at }) => ({
        type: 'Feature', properties: { kind, en, ...(ja ? { ja } : {}), rank, ...(people ? { people } : {}) }, geometry: { type: 'Point', coordinates: [...at] },
      })),
    });
  }

  private fillWorld(): void {
    const detail = this.map.getZoom() >= detailZoom ? '10m' : '50m';
    if (!this.isReady || detail === this.detail || this.detail === '10m') return;
    // The coarse world is there at once; the fine one follows where it can be seen.
    const order = this.detail === '' && detail === '10m' ? (['50m', '10m'] as const) : ([detail] as const);
    this.detail = detail;
    void order.reduce((before, one) => before.then(async () => {
      const { land, coast, borders } = await world(one);
      this.map.getSource<GeoJSONSource>('land')?.setData(land);
      this.map.getSource<GeoJSONSource>('coast')?.setData(coast);
      this.map.getSource<GeoJSONSource>('borders')?.setData(borders);
      this.isFilled = true;
    }), Promise.resolve());
  }

  private fillGraticule(): void {
    if (!this.isReady) return;
    const bounds = this.map.getBounds();
    this.map.getSource<GeoJSONSource>('graticule')!.setData(graticule(bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()));
  }
}
