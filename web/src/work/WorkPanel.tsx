export const WorkPanel = () => <p>…</p>;
