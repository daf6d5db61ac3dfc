//! The second engine: libtorch through rust-bert's model classes, on the same weights; the way to a GPU.
//!
//! Its model classes with our own inputs, not its pipelines. A model is `Send` and not `Sync`: every thread has one of
//! its own. On a CPU one passage a call, as rten does; on a GPU passages of like length together, padded and masked.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::ArrayView2;
use rust_bert::bert::{BertConfig, BertEmbeddings, BertModel};
use safetensors::{Dtype, SafeTensors};
use tch::{Device, Kind, Tensor, nn};

use super::Encoder;
use super::error::ModelError;
use super::manifest::EncoderShape;
use super::passages::Passage;

/// Passages a call on a GPU.
const GPU_BATCH: usize = 64;

/// One copy of the network with its variables.
struct Copy {
    model: BertModel<BertEmbeddings>,
    _variables: nn::VarStore,
}

/// The encoder on libtorch.
pub(super) struct RustBert {
    copies: Vec<Mutex<Copy>>,
    device: Device,
    size: usize,
}

impl std::fmt::Debug for RustBert {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RustBert").field("copies", &self.copies.len()).field("device", &self.device).finish()
    }
}

fn failed(error: impl std::fmt::Display) -> ModelError {
    ModelError::Engine(error.to_string())
}

impl RustBert {
    /// Loads the weights, once a thread; on a GPU, once.
    pub(super) fn new(weights: &[u8], shape: &EncoderShape, jobs: usize) -> Result<Self, ModelError> {
        let device = Device::cuda_if_available();
        tch::set_num_threads(1);
        let threads = if jobs == 0 { rayon::current_num_threads() } else { jobs };
        let count = if device.is_cuda() { 1 } else { threads };
        let tensors = SafeTensors::deserialize(weights)
            .map_err(|error| ModelError::Weights(format!("not a safetensors file, or cut off: {error}")))?;
        let copies = (0..count).map(|_| copy(&tensors, shape, device).map(Mutex::new));
        Ok(Self { copies: copies.collect::<Result<_, _>>()?, device, size: shape.hidden })
    }
}

fn config(shape: &EncoderShape) -> Result<BertConfig, ModelError> {
    let config = serde_json::json!({
        "hidden_act": "gelu",
        "attention_probs_dropout_prob": 0.0,
        "hidden_dropout_prob": 0.0,
        "hidden_size": shape.hidden,
        "initializer_range": 0.02,
        "intermediate_size": shape.inner,
        "max_position_embeddings": shape.positions,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "type_vocab_size": shape.marks,
        "vocab_size": shape.vocabulary,
    });
    serde_json::from_value(config).map_err(failed)
}

fn copy(tensors: &SafeTensors<'_>, shape: &EncoderShape, device: Device) -> Result<Copy, ModelError> {
    let variables = nn::VarStore::new(device);
    let model = BertModel::<BertEmbeddings>::new(variables.root(), &config(shape)?);
    for (name, mut variable) in variables.variables() {
        if name.starts_with("pooler.") {
            continue;
        }
        let tensor = tensors.tensor(&name).map_err(|_| ModelError::Weights(format!("there is no {name}")))?;
        let extent: Vec<i64> = tensor.shape().iter().filter_map(|size| i64::try_from(*size).ok()).collect();
        if tensor.dtype() != Dtype::F16 || variable.size() != extent {
            return Err(ModelError::Weights(format!("{name} has another shape than the manifest says")));
        }
        let values = Tensor::f_from_data_size(tensor.data(), &extent, Kind::Half).map_err(failed)?;
        tch::no_grad(|| variable.f_copy_(&values.to_kind(Kind::Float))).map_err(failed)?;
    }
    Ok(Copy { model, _variables: variables })
}

impl Copy {
    /// The hidden states of some passages, one after the other without their padding.
    fn run(&self, passages: &[&Passage], device: Device) -> Result<Vec<Vec<f32>>, ModelError> {
        let longest = passages.iter().map(|passage| passage.ids.len()).max().unwrap_or(0);
        let padded = |row: &dyn Fn(&Passage) -> Vec<i64>| {
            let mut all = Vec::with_capacity(longest * passages.len());
            for passage in passages {
                all.extend(row(passage));
                all.resize(all.len() + longest - passage.ids.len(), 0);
            }
            let extent = [i64::try_from(passages.len()).unwrap_or(0), i64::try_from(longest).unwrap_or(0)];
            Tensor::from_slice(&all).view(extent).to_device(device)
        };
        let ids = padded(&|passage| passage.ids.iter().copied().map(i64::from).collect());
        let marks = padded(&|passage| passage.marks.iter().copied().map(i64::from).collect());
        let mask = padded(&|passage| vec![1; passage.ids.len()]);
        let hidden = tch::no_grad(|| {
            self.model.forward_t(Some(&ids), Some(&mask), Some(&marks), None, None, None, None, false)
        });
        let hidden = hidden.map_err(failed)?.hidden_state.to_device(Device::Cpu);
        let rows = passages.iter().enumerate().map(|(index, passage)| {
            let row = hidden.get(i64::try_from(index).unwrap_or(0));
            let row = row.narrow(0, 0, i64::try_from(passage.ids.len()).unwrap_or(0)).contiguous();
            Vec::<f32>::try_from(row.view(-1)).map_err(failed)
        });
        rows.collect()
    }
}

impl Encoder for RustBert {
    fn encode(
        &self,
        passages: &[&Passage],
        each: &(dyn Fn(usize, ArrayView2<'_, f32>) + Sync),
    ) -> Result<(), ModelError> {
        let mut order: Vec<usize> = (0..passages.len()).collect();
        order.sort_by_key(|index| std::cmp::Reverse(passages[*index].ids.len()));
        let size = if self.device.is_cuda() { GPU_BATCH } else { 1 };
        let batches: Vec<&[usize]> = order.chunks(size).collect();
        let next = AtomicUsize::new(0);
        let work = |copy: &Mutex<Copy>| {
            let copy = copy.lock().map_err(|_| failed("a thread of the engine broke down"))?;
            while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                let some: Vec<&Passage> = batch.iter().map(|index| passages[*index]).collect();
                for (index, states) in batch.iter().zip(copy.run(&some, self.device)?) {
                    let extent = (passages[*index].ids.len(), self.size);
                    each(*index, ArrayView2::from_shape(extent, &states).map_err(failed)?);
                }
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = self.copies.iter().map(|copy| scope.spawn(|| work(copy))).collect();
            threads.into_iter().try_for_each(|thread| {
                thread.join().unwrap_or_else(|_| Err(failed("a thread of the engine broke down")))
            })
        })
    }
}
