/** The name, and a mark: an eye that is also a hill with the sun behind it. */
export const Brand = () => (
  <h1 class="brand">
    <svg width="30" height="30" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9" fill="var(--accent)" /><path d="M5 20c4-7 7-10 11-10s7 3 11 10" fill="none" stroke="var(--accent-ink)" stroke-width="2.6" stroke-linecap="round" /><circle cx="16" cy="18.5" r="4.2" fill="var(--accent-ink)" /></svg>
    <span>Mitoshi</span>
  </h1>
);
