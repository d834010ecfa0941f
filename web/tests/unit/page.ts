import { DOMParser } from 'linkedom';

// As much of a page as the pure modules look at while they load.
Object.assign(globalThis, {
  location: new URL('http://127.0.0.1:8080/?lang=en'),
  localStorage: { getItem: () => null, setItem: () => undefined },
  DOMParser,
  matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
});
