export const AreaPanel = () => <p>…</p>;
