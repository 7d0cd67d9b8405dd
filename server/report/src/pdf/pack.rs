//! Compression. One compressor for the whole file: a new one for each page costs more than the page, and its large tables, made and
//! freed between small things, leave holes in memory that grow to five times the document.

use flate2::{Compress, Compression, FlushCompress, Status};

pub(super) struct Packer {
    compress: Compress,
    out: Vec<u8>,
}

impl Packer {
    /// Level 6 is where more time stops to pay.
    pub(super) fn new() -> Self {
        Self { compress: Compress::new(Compression::new(6), true), out: Vec::new() }
    }

    pub(super) fn pack(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.compress.reset();
        self.out.clear();
        loop {
            self.out.reserve(bytes.len() / 4 + 1024);
            let read = usize::try_from(self.compress.total_in()).unwrap_or(bytes.len());
            let rest = bytes.get(read..).unwrap_or_default();
            // Only a compressor in a wrong state fails, and this one has just been reset.
            match self.compress.compress_vec(rest, &mut self.out, FlushCompress::Finish) {
                Ok(Status::StreamEnd) | Err(_) => return self.out.as_slice().to_vec(),
                Ok(Status::Ok | Status::BufError) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_was_packed_one_after_the_other_comes_out_whole() {
        let mut packer = Packer::new();
        for text in ["", "kort", &"BT /Text 9.5 Tf ".repeat(20_000), "weer kort"] {
            let packed = packer.pack(text.as_bytes());
            let mut back = String::new();
            flate2::read::ZlibDecoder::new(packed.as_slice()).read_to_string(&mut back).expect("zlib");
            assert_eq!(back, text);
        }
    }
}
