/** The house's own icons: 24-unit strokes, drawn in the text's colour. Decorative unless a `label` is given. */
const paths = {
  pencil: 'M4 20h4L19 9l-4-4L4 16v4M13.5 6.5l4 4',
  send: 'M4 12 20 4l-6 16-3-7-7-1',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  checkCircle: 'm8 12.5 3 3 5-6M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  cross: 'M6 6l12 12M18 6 6 18',
  crossCircle: 'm9 9 6 6M15 9l-6 6M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  pause: 'M9 5v14M15 5v14',
  back: 'M9 7 4 12l5 5M4 12h11a5 5 0 0 1 0 10h-2',
  ban: 'M6 6l12 12M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  flag: 'M6 21V4h11l-2 4 2 4H6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M20 20l-4.8-4.8',
  megaphone: 'M4 10v4h3l8 4V6L7 10zM18 9.5a4 4 0 0 1 0 5M7.5 14.5 9 20h2.5l-1-4',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20a7.5 7.5 0 0 1 15 0',
  users:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M2.5 19a6.5 6.5 0 0 1 13 0M16 5.5a3.5 3.5 0 0 1 0 6.5M18 14a6.5 6.5 0 0 1 3.5 5',
  document: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  coins:
    'M12 4c4 0 7 1.3 7 3s-3 3-7 3-7-1.3-7-3 3-3 7-3M5 7v5c0 1.7 3 3 7 3s7-1.3 7-3V7M5 12v5c0 1.7 3 3 7 3s7-1.3 7-3v-5',
  bank: 'M3 10 12 4l9 6H3M5.5 10v8M10 10v8M14 10v8M18.5 10v8M3 20h18',
  scale: 'M12 4v16M7 20h10M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z',
  archive: 'M4 5h16v4H4zM5.5 9v10h13V9M10 13h4',
  question: 'M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.8v.2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  warning: 'M12 4 2.5 20h19zM12 10v4.5M12 17.3v.2',
  info: 'M12 11v5.5M12 7.8V8M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  printer: 'M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  upload: 'M12 16V5M7 9l5-5 5 5M5 20h14',
  menu: 'M4 7h16M4 12h16M4 17h16',
  right: 'm9 6 6 6-6 6',
  left: 'm15 6-6 6 6 6',
  down: 'm6 9 6 6 6-6',
  up: 'm6 15 6-6 6 6',
  globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  textSize: 'M3 18 8 6l5 12M4.7 14h6.6M15 18l3-7 3 7M16 15.7h4',
  home: 'M4 11 12 4l8 7M6 10v10h12V10M10 20v-6h4v6',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.2M4.5 12h.2M4.5 18h.2',
  calendar: 'M5 6h14v14H5zM5 10h14M9 3v5M15 3v5',
  logout: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  trash: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  eyeOff:
    'M4 4l16 16M9 6a9 9 0 0 1 3-.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.7M6 8a17 17 0 0 0-3.5 4S6 18.5 12 18.5a9 9 0 0 0 4-1',
  shield: 'M12 3 5 6v6c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6z',
  building: 'M5 21V4h10v17M15 9h4v12M3 21h18M8 8h1M11 8h1M8 12h1M11 12h1M8 16h1M11 16h1',
  clipboard: 'M7 5h10v16H7zM9.5 3h5v4h-5zM10 12h4M10 16h4',
  offline:
    'M4 4l16 16M3 9.5A14 14 0 0 1 8 6.5M12 5.5c3.5 0 6.7 1.5 9 4M6.5 13.5a8 8 0 0 1 4-2.4M12 18.5v.2M15 12.2c1 .4 1.8.9 2.5 1.6',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, label, size = '1.15em' }: { name: IconName; label?: string; size?: string }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: without a label the icon is decoration and hidden
    <svg
      className="yc-icon"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      {...(label ? { role: 'img' } : { 'aria-hidden': true })}
    >
      {label ? <title>{label}</title> : null}
      <path d={paths[name]} />
    </svg>
  );
}
