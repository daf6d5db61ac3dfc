//! The weights of the heads, out of `model.safetensors`. The encoder's own weights are the engine's business.

use half::f16;
use ndarray::{Array1, Array2};
use safetensors::{Dtype, SafeTensors};

use super::error::ModelError;

/// The tensors of a weights file.
pub(super) struct Weights<'a>(SafeTensors<'a>);

impl<'a> Weights<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, ModelError> {
        let broken = |error| ModelError::Weights(format!("not a safetensors file, or cut off: {error}"));
        SafeTensors::deserialize(bytes).map(Self).map_err(broken)
    }

    /// A matrix of `rows` × `columns`, as stored.
    pub(super) fn matrix(&self, name: &str, rows: usize, columns: usize) -> Result<Array2<f32>, ModelError> {
        let values = self.values(name, &[rows, columns])?;
        Array2::from_shape_vec((rows, columns), values)
            .map_err(|error| ModelError::Weights(error.to_string()))
    }

    pub(super) fn vector(&self, name: &str, size: usize) -> Result<Array1<f32>, ModelError> {
        self.values(name, &[size]).map(Array1::from_vec)
    }

    fn values(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let tensor = self.0.tensor(name).map_err(|_| ModelError::Weights(format!("there is no {name}")))?;
        if tensor.dtype() != Dtype::F16 || tensor.shape() != shape {
            let found = format!("{:?} {:?}", tensor.dtype(), tensor.shape());
            return Err(ModelError::Weights(format!("{name} is {found} and not F16 {shape:?}")));
        }
        let pairs = tensor.data().chunks_exact(2);
        Ok(pairs.map(|pair| f16::from_le_bytes([pair[0], pair[1]]).to_f32()).collect())
    }
}
