/** Colours of the base map. Quiet on purpose: what lies on it is what people came for. */
export interface Palette {
  readonly sea: string;
  readonly land: string;
  readonly coast: string;
  readonly border: string;
  readonly graticule: string;
  readonly label: string;
  readonly labelSmall: string;
  readonly halo: string;
  readonly footprint: string;
  readonly chosen: string;
  readonly area: string;
}

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    sea: '#dbe5e9', land: '#f5f4ef', coast: '#9fb0b6', border: '#bfbfb4', graticule: '#c6d3d8', label: '#46545a', labelSmall: '#66747a', halo: '#f5f4ef',
    footprint: '#0e6b5c', chosen: '#b4540a', area: '#7a3fb0',
  },
  dark: {
    sea: '#0f171b', land: '#1c262b', coast: '#4a5b63', border: '#3f4d54', graticule: '#1d2a30', label: '#b7c4ca', labelSmall: '#93a3aa', halo: '#141c20',
    footprint: '#4fc3ad', chosen: '#ffb066', area: '#c89bf0',
  },
};
