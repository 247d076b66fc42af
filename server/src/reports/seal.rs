//! What the signatures under the minutes are worth today.

use super::gather::Work;
use super::model::{Drawing, Signature, SignatureState};
use crate::locale::Locale;
use ed25519_dalek::VerifyingKey;
use inspection::{Error, Record, SignerRole, seal};
use schemas::ids::VisitId;
use schemas::text::instant;

/// Judges all signatures of a record.
pub(super) fn judge(visit: &VisitId, work: &Work, locale: Locale) -> Result<Vec<Signature>, Error> {
    let signatures = work.record.signatures.iter();
    signatures.map(|signature| one(visit, work, signature, locale)).collect()
}

fn one(
    visit: &VisitId,
    work: &Work,
    signature: &inspection::Signature,
    locale: Locale,
) -> Result<Signature, Error> {
    let device = work.devices.get(&signature.device);
    let by_device = device.is_some_and(|device| {
        let key = VerifyingKey::from_bytes(&device.public_key);
        device.person == signature.person
            && key.is_ok_and(|key| seal::verify_minutes(visit, signature, &key).is_ok())
    });
    let state = match by_device {
        false => SignatureState::Invalid,
        true => match work.document.as_of(&signature.heads) {
            Ok(signed) if same(&signed, &work.record) => SignatureState::Valid,
            Ok(_) => SignatureState::Amended,
            Err(Error::UnknownChange(_)) => SignatureState::Incomplete,
            Err(error) => return Err(error),
        },
    };
    let role = match signature.role {
        SignerRole::Leader => "signer-leader",
        SignerRole::Secretary => "signer-secretary",
        SignerRole::Member => "signer-member",
        SignerRole::Unit => "signer-unit",
    };
    let words = match state {
        SignatureState::Valid => "signature-valid",
        SignatureState::Amended => "signature-amended",
        SignatureState::Incomplete => "signature-incomplete",
        SignatureState::Invalid => "signature-invalid",
    };
    Ok(Signature {
        role: signature.role,
        role_text: locale.t(role),
        name: signature.name.clone(),
        person: signature.person.clone(),
        person_name: device.map_or_else(|| signature.person.to_string(), |device| device.person_name.clone()),
        device: signature.device.clone(),
        at: signature.at,
        at_text: instant(signature.at, locale.0),
        state,
        state_text: locale.t(words),
        valid: by_device,
        amended: state == SignatureState::Amended,
        drawing: signature.drawing.as_ref().map(|drawing| Drawing {
            id: drawing.id,
            arrived: !work.missing.contains(&drawing.id),
            text: locale.t("signature-drawing"),
        }),
    })
}

/// Signatures come one after the other and do not amend one another.
fn same(signed: &Record, now: &Record) -> bool {
    let content = |record: &Record| Record { signatures: Vec::new(), ..record.clone() };
    content(signed) == content(now)
}
