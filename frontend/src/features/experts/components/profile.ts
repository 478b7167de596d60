import type { ExpertDetail, ExpertProfileInput } from '../api';

export type Profile = ExpertProfileInput;
export type Place = Profile['affiliations'][number];

/** What takes work in one round unless something else is written. */
const USUAL_LOAD = 40;

export function emptyProfile(): Profile {
  return {
    name: '',
    titles: '',
    phone: '',
    area_code: '',
    load_cap: USUAL_LOAD,
    specialities: [],
    affiliations: [emptyPlace(true)],
    available: [],
  };
}

export function emptyPlace(employer: boolean): Place {
  return { organisation: '', role: '', employer };
}

/** A record as the form sends it back. */
export function profileOf(expert: ExpertDetail): Profile {
  return {
    name: expert.name,
    titles: expert.titles,
    phone: expert.phone,
    area_code: expert.area_code,
    load_cap: expert.load_cap,
    specialities: expert.specialities,
    affiliations: expert.affiliations,
    available: expert.available,
  };
}

/** Without rows that say nothing; an empty code is none. */
export function cleaned(profile: Profile): Profile {
  const places = profile.affiliations.filter((place) => place.organisation.trim() !== '');
  return {
    ...profile,
    affiliations: places.map(({ uscc, from_on, to_on, ...rest }) => ({
      ...rest,
      ...(uscc?.trim() ? { uscc: uscc.trim() } : {}),
      ...(from_on ? { from_on } : {}),
      ...(to_on ? { to_on } : {}),
    })),
    available: profile.available.filter((period) => period.from_on && period.until_on),
  };
}
