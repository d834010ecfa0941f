/** What went wrong, in the three parts that every error of Mitoshi has. */
export class Problem extends Error {
  constructor(readonly code: string, readonly found: string, readonly expected = '', readonly remedy = '') {
    super(found);
  }
}
