//! QR codes.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// The symbol of a text as a drawing; a quarter of it may be lost to a fold or a stamp.
pub fn svg(data: &str) -> Result<String, String> {
    let code = QrCode::with_error_correction_level(data, EcLevel::Q).map_err(|error| format!("no QR code holds this text: {error}"))?;
    Ok(code.render::<svg::Color<'_>>().module_dimensions(1, 1).build())
}
