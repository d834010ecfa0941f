import { defineConfig } from 'vite';

// The server has the page at / and its files below /page/. While developing, `npm run dev` asks a running `mitoshi serve` for the rest.
const server = process.env['MITOSHI_URL'] ?? 'http://127.0.0.1:8080';
const routes = ['/stac', '/tiles', '/files', '/processes', '/jobs', '/claims', '/measures', '/uploads', '/health', '/api', '/me', '/session'];

export default defineConfig({
  base: '/page/',
  build: {
    outDir: '../src/Mitoshi.Server/Page/built',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // MapLibre is one megabyte in one piece; apart, it keeps its name while the page changes.
    chunkSizeWarningLimit: 1300,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'maplibre', test: /node_modules[\\/]maplibre-gl/ }] } } },
  },
  preview: { proxy: Object.fromEntries(routes.map((route) => [route, server])) },
  server: { proxy: Object.fromEntries(routes.map((route) => [route, server])) },
});
