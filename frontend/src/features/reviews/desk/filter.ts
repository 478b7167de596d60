// Addresses are read by the first script of the site: nothing here may import an operation or a page.

export const DESK_VIEWS = ['open', 'done', 'all'] as const;
export type DeskView = (typeof DESK_VIEWS)[number];
