/** A bar with its figure in words beside it; `share` in basis points. */
export function Progress({ share, label, over = false }: { share: number; label: string; over?: boolean }) {
  const percent = Math.max(0, Math.min(100, share / 100));
  return (
    <div className="yc-progress">
      <div className="yc-progress__track" aria-hidden="true">
        <div
          className={over ? 'yc-progress__bar yc-progress__bar--over' : 'yc-progress__bar'}
          style={{ width: `${percent}%` }}
        />
      </div>
      <span className="yc-progress__label">{label}</span>
    </div>
  );
}
