/** Where the tablet is, or an honest "not known". */

/** @typedef {{lat: number, lon: number, accuracy: number, ageMs: number}} Place accuracy in metres */

const ASK = { enableHighAccuracy: true, maximumAge: 120_000, timeout: 8_000 };

/**
 * @returns {Promise<Place | null>} null: no permission, no signal, or not in time
 */
export function position() {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null);
    // The browser's own limit does not count while it asks for permission.
    const timer = setTimeout(() => resolve(null), 2 * ASK.timeout);
    const done = (place) => {
      clearTimeout(timer);
      resolve(place);
    };
    const found = ({ coords, timestamp }) =>
      done({
        lat: coords.latitude,
        lon: coords.longitude,
        accuracy: coords.accuracy,
        // Both from this device's clock; one that was set meanwhile makes no negative age.
        ageMs: Math.max(0, Date.now() - timestamp),
      });
    navigator.geolocation.getCurrentPosition(found, () => done(null), ASK);
  });
}
