/** Line icons on a 24 x 24 field. */
const paths = {
  find: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.7-1.8L20 20',
  layers: 'm12 3.5 8.5 4.6L12 12.7 3.5 8.1 12 3.5ZM3.5 12.2 12 16.8l8.5-4.6M3.5 16.2l8.5 4.6 8.5-4.6',
  area: 'M5 7.5 13 4l6.5 6L17 19 6.5 17 5 7.5Zm0 0h.01M13 4h.01M19.5 10h.01M17 19h.01M6.5 17h.01',
  work: 'M6.5 4.5v15l12-7.5-12-7.5Z',
  results: 'M6 3.5h8l4 4v13H6v-17Zm8 0v4h4M9 12h6M9 15.5h6',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5v2.2M12 19.3v2.2M2.5 12h2.2M19.3 12h2.2M5.3 5.3l1.5 1.5M17.2 17.2l1.5 1.5M5.3 18.7l1.5-1.5M17.2 6.8l1.5-1.5',
  moon: 'M19.5 14.4A8 8 0 0 1 9.6 4.5a8 8 0 1 0 9.9 9.9Z',
  plus: 'M12 5v14M5 12h14', minus: 'M5 12h14', close: 'm6 6 12 12M18 6 6 18', back: 'm14.5 5-7 7 7 7', up: 'm5 14.5 7-7 7 7', down: 'm5 9.5 7 7 7-7', right: 'm9.5 5 7 7-7 7',
  hills: 'M2.5 18.5 9 7.5l4 6 2.2-3 6.3 8h-19Zm4.6-8 1.9 2.2 2.2-1.6',
  north: 'M12 3.5 17.5 20 12 16.5 6.5 20 12 3.5Z',
  share: 'M9.5 14.5 14.5 9.5M8 12l-2.6 2.6a3.5 3.5 0 0 0 5 5L13 17M16 12l2.6-2.6a3.5 3.5 0 0 0-5-5L11 7',
  eye: 'M2.8 12C5 7.8 8.3 5.7 12 5.7s7 2.1 9.2 6.3c-2.2 4.2-5.5 6.3-9.2 6.3S5 16.2 2.8 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  eyeOff: 'M4 4l16 16M9.9 5.9A9.6 9.6 0 0 1 12 5.7c3.7 0 7 2.1 9.2 6.3a14 14 0 0 1-2.6 3.4M6.4 7.4A13.6 13.6 0 0 0 2.8 12c2.2 4.2 5.5 6.3 9.2 6.3 1.6 0 3.1-.4 4.5-1.2',
  download: 'M12 4v11m0 0-4.5-4.5M12 15l4.5-4.5M5 19.5h14', open: 'M13.5 4.5h6v6M19.5 4.5l-9 9M17 14v5.5H4.5V7H10', trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7',
  swipe: 'M12 3.5v17M8.5 8.5 5 12l3.5 3.5M15.5 8.5 19 12l-3.5 3.5', play: 'M8 5.5v13l10-6.5-10-6.5Z', pin: 'M12 21s6.5-6.2 6.5-11.2a6.5 6.5 0 0 0-13 0C5.5 14.8 12 21 12 21Zm0-8.7a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  cloud: 'M7 18.5a4 4 0 0 1-.4-8A5.5 5.5 0 0 1 17.3 9 4.8 4.8 0 0 1 17 18.5H7Z', check: 'm5 12.5 4.5 4.5L19 7.5', warn: 'M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5m0 2.6h.01', info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-9.5v5m0-8.2h.01', go: 'M12 3v4M12 17v4M3 12h4M17 12h4M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z',
  upload: 'M12 15.5v-11m0 0L7.5 9M12 4.5 16.5 9M5 19.5h14', box: 'M5 6h14v12H5V6Z', draw: 'M4.5 19.5 6 14 16.5 3.5l4 4L10 18l-5.5 1.5Z', filter: 'M4 6h16M7 12h10M10 18h4',
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name, size = 20 }: { name: IconName; size?: number }) => (
  <svg class="icon" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d={paths[name]} /></svg>
);
