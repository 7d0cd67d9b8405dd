//! Hashing passwords with argon2id, in memory that goes back to the system.

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use subtle::ConstantTimeEq;

use crate::system;

/// glibc keeps freed blocks of up to 32 MiB for the thread that had them, and gives larger ones back at once. So the memory
/// is asked for larger than that; only the 19 MiB that are used are ever there.
const GIVEN_BACK: usize = 34 * 1024;

/// A hash in the PHC string format, at the parameters of RFC 9106's second choice as OWASP sets them: 19 MiB, two passes.
pub(crate) fn hash(password: &str) -> Option<String> {
    let mut salt = [0u8; 16];
    system::random()(&mut salt);
    let argon = Argon2::default();
    let output = compute(&argon, password, &salt, Params::DEFAULT_OUTPUT_LEN)?;
    let hash = PasswordHash {
        algorithm: Algorithm::default().ident(),
        version: Some(Version::default().into()),
        params: ParamsString::try_from(argon.params()).ok()?,
        salt: Some(Salt::new(&salt).ok()?),
        hash: Some(Output::new(&output).ok()?),
    };
    Some(hash.to_string())
}

/// Whether the password belongs to the hash, at the parameters that the hash names.
pub(crate) fn verify(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    let (Some(salt), Some(expected), Ok(params)) = (&hash.salt, &hash.hash, Params::try_from(&hash)) else { return false };
    let Ok(algorithm) = Algorithm::try_from(hash.algorithm.as_str()) else { return false };
    let Ok(version) = hash.version.map_or(Ok(Version::default()), Version::try_from) else { return false };
    let argon = Argon2::new(algorithm, version, params);
    let output = compute(&argon, password, salt, expected.len());
    output.is_some_and(|output| bool::from(output.ct_eq(expected.as_ref())))
}

fn compute(argon: &Argon2<'_>, password: &str, salt: &[u8], length: usize) -> Option<Vec<u8>> {
    let blocks = argon.params().block_count();
    let mut memory: Vec<Block> = Vec::with_capacity(blocks.max(GIVEN_BACK));
    memory.resize(blocks, Block::default());
    let mut output = vec![0u8; length];
    argon.hash_password_into_with_memory(password.as_bytes(), salt, &mut output, &mut memory[..]).ok()?;
    Some(output)
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher, PasswordVerifier};

    use super::*;

    #[test]
    fn a_hash_is_argon2ids_own_and_its_is_ours() {
        let ours = hash("een zin").expect("a hash");
        assert!(ours.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{ours}");
        assert!(Argon2::default().verify_password(b"een zin", ours.as_str()).is_ok());
        let theirs = Argon2::default().hash_password(b"een zin").expect("a hash").to_string();
        assert!(verify("een zin", &theirs) && verify("een zin", &ours));
    }

    #[test]
    fn another_password_and_what_is_no_hash_are_refused() {
        let ours = hash("een zin").expect("a hash");
        assert_ne!(hash("een zin"), Some(ours.clone()), "every hash has its own salt");
        for (password, hash) in [("een zij", ours.as_str()), ("", ours.as_str()), ("een zin", "hash"), ("een zin", "")] {
            assert!(!verify(password, hash), "{password:?} {hash:?}");
        }
    }
}
