export const ResultsPanel = () => <p>…</p>;
