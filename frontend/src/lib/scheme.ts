import { currentLanguage } from './i18n';

/** The parts of a call's scheme that are shown to people; unknown parts are left alone. */
export interface LocalText {
  zh: string;
  en: string;
}

/** The most that a track or category may receive. */
export interface Quota {
  max_awards?: number | null;
  max_amount?: string | null;
}

export interface SchemeView {
  funding_sources?: string[];
  tracks?: { code: string; title: LocalText; quota?: Quota | null; cap_per_project?: string | null }[];
  categories?: { code: string; title: LocalText; quota?: Quota | null }[];
  limits?: {
    proposals_per_organisation: number;
    awards_per_organisation: number;
    /** Who signs inside the organisation before a proposal is submitted; nobody when left out. */
    sign_off?: 'none' | 'owner' | 'another_person';
    registered_team?: boolean;
  };
  eligibility?: {
    registration_years: number;
    inspections_passed: number;
    grade_floor?: string | null;
    abnormal_list_years: number;
    serious_violation_years: number;
    penalty_years: number;
    previous_grantee: string;
    filed_groups: string;
    filed_group_cap?: string | null;
  };
  budget?: {
    floor_per_project?: string | null;
    cap_per_project?: string | null;
    cap_share_bp?: number | null;
    over_cap?: string;
    matching_min_bp: number;
    matching_proof_from?: string | null;
    matching_proof_file?: boolean;
    lines: {
      subject: string;
      title: LocalText;
      max_share_bp?: number | null;
      max_unit_price?: string | null;
      forbidden: boolean;
    }[];
  };
  panel?: { size: number; odd: boolean; finance_members: number; draw: string };
  scoring?: {
    aggregate?: 'trimmed_mean' | 'median' | 'hodges_lehmann' | null;
    trim_share_bp?: number | null;
    trim_low: number;
    trim_high: number;
    min_n_for_trim: number;
    decimals: number;
    pass_mark: string;
    tie_order: string[];
  };
  rubric?: {
    criteria: {
      code: string;
      title: LocalText;
      weight_bp: number;
      min: string;
      max: string;
      step: string;
      guidance: LocalText;
      anchors?: { min: string; text: LocalText }[];
    }[];
  };
  notice?: { unit: string; days: number };
  tranches?: { bp: number; gate: string; due_working_days: number }[];
}

/** The scheme of a call as sent: an open object, of which `SchemeView` names what is shown. */
export function schemeOf(call: { scheme: unknown }): SchemeView {
  return (call.scheme ?? {}) as SchemeView;
}

/** A two-language text of a scheme in the language of the page. */
export function localText(text: LocalText | null | undefined): string {
  if (!text) return '—';
  return (currentLanguage() === 'en' ? text.en : text.zh) || text.zh || text.en;
}

/** Basis points as a percentage: `1000` → `10%`, `1670` → `16.7%`. */
export function formatBp(bp: number): string {
  return `${(bp / 100).toFixed(2).replace(/\.?0+$/, '')}%`;
}
