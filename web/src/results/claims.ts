import type { FeatureCollection } from 'geojson';
import { ask } from '../http/ask';

/** A claim as the server tells it. */
export interface Claim {
  readonly project: string;
  readonly name: string;
  readonly simulated: boolean;
  readonly from: string;
  readonly to: string;
  readonly credits: number;
  readonly buffer: number;
  readonly unit: string;
  readonly half_width_90_percent: number | null;
  readonly methodology: string;
  readonly not_for_issuance: readonly string[];
  readonly boundary: FeatureCollection | null;
  readonly files: readonly { readonly what: string; readonly href: string }[];
  readonly inputs: readonly { readonly role: string; readonly name: string; readonly sha256: string; readonly bytes: number }[];
  readonly lines: readonly { readonly name: string; readonly formula: string; readonly value: number; readonly unit: string; readonly source: string }[];
  readonly receipts: readonly { readonly serial: string; readonly href: string }[];
}

export const claims = async (): Promise<readonly Claim[]> => (await ask<{ claims: Claim[] }>('/claims')).claims;
