export const LayersPanel = () => <p>…</p>;
