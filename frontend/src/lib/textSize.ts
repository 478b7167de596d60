const STORE = 'yichuang.text';

/** True when this device chose the large-text edition. */
export function largeText(): boolean {
  try {
    return localStorage.getItem(STORE) === 'large';
  } catch {
    return false;
  }
}

/** Applies and remembers the text size. */
export function setLargeText(large: boolean): void {
  if (large) document.documentElement.dataset.text = 'large';
  else delete document.documentElement.dataset.text;
  try {
    localStorage.setItem(STORE, large ? 'large' : 'normal');
  } catch {
    // Without storage the choice lasts for this page.
  }
}
